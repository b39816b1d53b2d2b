// ws.js PORT COUNT: opens so many WebSockets, and says what each is greeted with and that it got its own word back.
const WebSocket = require('ws');
const [port, count] = process.argv.slice(2).map(Number);
for (let i = 0; i < count; i++) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`);
  let pid;
  socket.on('message', message => {
    if (pid) {
      if (`${message}` !== `word ${i}`) throw new Error(`not my word: ${message}`);
      console.log(pid);
      return socket.close();
    }
    pid = `${message}`;
    socket.send(`word ${i}`);
  });
}
