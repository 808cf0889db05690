/* A service that answers every createTask at once, in a process of its own. Tells its port to the parent, and how many it was sent. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

let created = 0
const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  request.on('end', () => {
    created += 1
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(
      '{"errorId":0,"status":"ready","solution":{"coordinates":[{"x":120,"y":45},{"x":230,"y":180}]},"cost":0.001}',
    )
  })
  request.resume()
})
server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port })
})
process.on('message', () => {
  process.send?.({ created })
})
process.on('disconnect', () => process.exit())
