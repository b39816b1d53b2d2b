// A Socket.IO server beside an HTTP server: says its pid to whoever comes, and then whatever it is told.
const server = require('http').createServer((req, res) => res.end(`${process.pid}\n`));
const io = new (require('socket.io').Server)(server);
io.on('connection', socket => {
  socket.emit('pid', process.pid);
  socket.on('echo', word => socket.emit('echo', word));
});
server.listen(+process.argv[2]);
