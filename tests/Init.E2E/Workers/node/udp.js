// udp.js PORT OPTIONS...: a socket for each of OPTIONS, which is what createSocket() gets, as JSON, all of them bound to
// PORT of the address in it, or to its fd. They answer with the pid, the type and what came.
const dgram = require('dgram');
const port = +process.argv[2];
for (const argument of process.argv.slice(3)) {
  const { address, exclusive, fd, ...options } = JSON.parse(argument);
  const socket = dgram.createSocket(options);
  socket.on('message', (message, from) =>
    socket.send(`${process.pid} ${options.type} ${message}`, from.port, from.address));
  socket.on('error', error => console.log(`error ${error.code}`));
  socket.bind(fd === undefined ? { port, address, exclusive } : { fd }, () => console.log(`bound ${JSON.stringify(socket.address())}`));
}
