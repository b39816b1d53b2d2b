// fork.js PORT: what has a channel to its parent without being of a cluster. It ends by itself when the channel does.
const cluster = require('cluster');
const server = require('http').createServer((req, res) => res.end(`${process.pid} ${cluster.isWorker} ${process.connected}\n`));
server.listen(+process.argv[2]);
process.on('message', message => process.send({ echo: message, pid: process.pid }));
process.on('disconnect', () => console.log('disconnected'));
process.send({ hello: process.pid });
