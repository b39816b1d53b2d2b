// A Node server that ends well: on the stop signal it accepts no more, finishes what it has accepted, and tells clients
// that keep their connection to let it go (server.close() alone would serve them for as long as they ask).
const http = require('http');
let stopping = false;
const server = http.createServer((req, res) => setTimeout(() => {
  if (stopping) res.setHeader('Connection', 'close');
  res.end(process.pid + '\n');
}, 5));
process.on('SIGTERM', () => {
  stopping = true;
  server.close();
});
server.listen(+process.argv[2]);
