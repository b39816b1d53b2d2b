// https.js PORT COUNT: so many requests, one after the other, each on a new connection that asks for the session of the
// first. Prints for each: the pid, and whether the session went on.
const tls = require('tls');
const [port, count] = process.argv.slice(2).map(Number);
function ask(left, session) {
  if (left === 0) return;
  let text = '';
  const socket = tls.connect({ port, host: '127.0.0.1', rejectUnauthorized: false, maxVersion: 'TLSv1.2', session });
  socket.on('session', its => { session ??= its; });
  socket.on('secureConnect', () => socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'));
  socket.on('data', part => { text += part; });
  socket.on('end', () => {
    const pid = text.split('\r\n\r\n')[1].match(/^(?:[0-9a-f]+\r\n)?(\d+)\n/)[1];
    console.log(`${pid} ${socket.isSessionReused()}`);
    ask(left - 1, session);
  });
}
ask(count);
