// http2.js PORT [KEY CERTIFICATE]: with a key over TLS, else in clear text.
const [port, key, cert] = process.argv.slice(2);
const http2 = require('http2');
const read = require('fs').readFileSync;
const server = key ? http2.createSecureServer({ key: read(key), cert: read(cert) }) : http2.createServer();
server.on('stream', stream => {
  stream.respond({ ':status': 200 });
  stream.end(`${process.pid}\n`);
});
server.listen(+port);
