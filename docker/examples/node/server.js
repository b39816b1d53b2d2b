// An ordinary Node server: it knows nothing about pm1 or about its siblings on the same port.
const http = require('http');

http.createServer((request, response) => {
  response.end(`pid ${process.pid}\n`);
}).listen(3000);
