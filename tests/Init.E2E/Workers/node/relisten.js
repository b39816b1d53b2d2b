// relisten.js PORT TIMES: listens and closes so many times, and then stays.
const http = require('http');
const [port, times] = process.argv.slice(2).map(Number);
function listen(left) {
  const server = http.createServer((req, res) => res.end(`${process.pid}\n`));
  server.listen(port, () => left > 0 ? server.close(() => listen(left - 1)) : console.log(`stays ${process.pid}`));
}
listen(times);
