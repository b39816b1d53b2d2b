// A WebSocket server on a port of its own: says its pid to whoever comes, and then whatever it is told.
const { WebSocketServer } = require('ws');
const server = new WebSocketServer({ port: +process.argv[2] });
server.on('connection', socket => {
  socket.send(`${process.pid}`);
  socket.on('message', message => socket.send(`${message}`));
});
