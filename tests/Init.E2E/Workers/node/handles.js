// handles.js PORT: sends to its parent the connection on which it is asked for /socket, and then a word; a parent that
// does not say that it has it keeps the word from being sent.
const http = require('http');
http.createServer((req, res) => {
  if (req.url !== '/socket') return res.end(`${process.pid}\n`);
  process.send({ sent: 'socket' }, req.socket, () => {});
  process.send({ after: 'socket' });
}).listen(+process.argv[2]);
