// A Node server that ends as its documentation advises: on the stop signal it accepts no more, finishes what it has
// accepted, and exits.
const http = require('http');
const server = http.createServer((req, res) => setTimeout(() => res.end(process.pid + '\n'), 5));
process.on('SIGTERM', () => server.close());
server.listen(+process.argv[2]);
