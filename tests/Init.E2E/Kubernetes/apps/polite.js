// A server that knows how to stop: it answers what it has begun and tells kept connections to go elsewhere.
const http = require('http');

let stopping = false;
const server = http.createServer((request, response) => {
  if (stopping) {
    response.setHeader('Connection', 'close');
  }
  response.end(`pid ${process.pid}\n`);
});
server.listen(3000);
process.on('SIGTERM', () => {
  stopping = true;
  server.close();
});
