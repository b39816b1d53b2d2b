// A server that does as its paths say, in the ways in which a worker may leave, or be lost.
const cluster = require('cluster');
const http = require('http');
const then = (res, what) => res.end(`${process.pid}\n`, () => setImmediate(what));
const habits = {
  '/disconnect': res => then(res, () => cluster.worker.disconnect()),
  '/kill': res => then(res, () => cluster.worker.kill()),
  '/destroy': res => then(res, () => cluster.worker.destroy()),
  '/process-disconnect': res => then(res, () => process.disconnect()),
  '/exit': res => then(res, () => process.exit(+process.argv[3] || 0)),
  '/throw': res => then(res, () => { throw new Error('thrown'); }),
  '/stuck': res => then(res, () => { for (;;); }),
  '/id': res => res.end(`${process.pid} ${cluster.isWorker} ${cluster.isPrimary} ${cluster.worker.id} ` +
    `${cluster.worker.isConnected()} ${cluster.worker.isDead()} ${cluster.worker.exitedAfterDisconnect}\n`),
  '/slow': res => { console.log('slow'); setTimeout(() => res.end(`${process.pid}\n`), 500); },
};
const server = http.createServer((req, res) => (habits[req.url] ?? (() => res.end(`${process.pid}\n`)))(res));
server.listen(+process.argv[2]);
process.on('disconnect', () => console.log(`disconnected ${process.pid} ${cluster.worker.exitedAfterDisconnect}`));
process.on('exit', code => console.log(`exit ${process.pid} ${code}`));
