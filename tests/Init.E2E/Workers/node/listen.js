// listen.js OPTIONS...: a server for each argument, which is what listen() gets, as JSON. Each answers with the pid, and
// with what the server takes for its address.
const http = require('http');
for (const argument of process.argv.slice(2)) {
  const { maxConnections, ...options } = JSON.parse(argument);
  const server = http.createServer((req, res) => res.end(`${process.pid} ${JSON.stringify(server.address())}\n`));
  if (maxConnections) server.maxConnections = maxConnections;
  server.on('error', error => console.log(`error ${error.code} ${error.syscall}`));
  server.listen(options, () => console.log(`listening ${process.pid} ${JSON.stringify(server.address())}`));
}
