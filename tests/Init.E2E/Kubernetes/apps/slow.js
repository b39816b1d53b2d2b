// A server that needs a while before it listens.
const http = require('http');

const server = http.createServer((request, response) => response.end(`pid ${process.pid}\n`));
setTimeout(() => server.listen(3000), 5000);
