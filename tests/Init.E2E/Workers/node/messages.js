// messages.js PORT: says what it is told, to standard output and back; and over HTTP it can be made to say whatever it
// is asked to: /send?JSON, or to write what is no message at all: /junk?TEXT, /flood?BYTES.
const http = require('http');
const fs = require('fs');
process.on('message', message => {
  console.log(`got ${process.pid} ${JSON.stringify(message)}`);
  process.send({ type: 'pong', pid: process.pid, was: message });
});
function flood(bytes) {
  for (let at = 0; at < bytes.length;) {
    try {
      at += fs.writeSync(3, bytes, at);
    } catch (error) {
      // The channel does not block: its other end reads on meanwhile.
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}
http.createServer((req, res) => {
  const [path, query] = req.url.split('?');
  const text = decodeURIComponent(query ?? '');
  if (path === '/send') process.send(JSON.parse(text));
  if (path === '/many') for (let i = 0; i < +text; i++) process.send({ n: i, fill: 'x'.repeat(1000) });
  if (path === '/junk') flood(Buffer.from(text, 'latin1'));
  if (path === '/flood') flood(Buffer.alloc(+text, 'x'));
  res.end(`${process.pid}\n`);
}).listen(+process.argv[2]);
