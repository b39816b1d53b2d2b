// stops.js PORT WORD...: says what it is told to stop by, and ends on those alone that are named: disconnect, message,
// SIGTERM, SIGINT. A timer keeps it from ending by itself.
const [port, ...ends] = process.argv.slice(2);
const server = require('http').createServer((req, res) => {
  const slow = req.url === '/slow' ? 400 : 0;
  if (slow) console.log('asked');
  setTimeout(() => res.end(`${process.pid}\n`), slow);
});
setInterval(() => {}, 1000);
function told(what) {
  console.log(`told ${process.pid} ${what}`);
  if (!ends.includes(what)) return;
  server.close(() => process.exit(0));
  server.closeIdleConnections?.();
}
process.on('disconnect', () => told('disconnect'));
process.on('message', message => message === 'shutdown' && told('message'));
process.on('SIGTERM', () => told('SIGTERM'));
process.on('SIGINT', () => told('SIGINT'));
server.listen(+port);
