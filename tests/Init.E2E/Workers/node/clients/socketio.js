// socketio.js PORT COUNT: so many clients of Socket.IO over WebSocket; prints by which pid each was answered. (Long
// polling needs one process for all requests of a client, in Node's cluster as well.)
const { io } = require('socket.io-client');
const [port, count] = process.argv.slice(2).map(Number);
for (let i = 0; i < count; i++) {
  const socket = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], forceNew: true });
  let pid;
  socket.on('pid', its => { pid = its; socket.emit('echo', `word ${i}`); });
  socket.on('echo', word => {
    if (word !== `word ${i}`) throw new Error(`not my word: ${word}`);
    console.log(pid);
    socket.close();
  });
  socket.on('connect_error', error => { throw error; });
}
