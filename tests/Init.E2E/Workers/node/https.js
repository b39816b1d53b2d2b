// https.js PORT KEY CERTIFICATE
const [port, key, cert] = process.argv.slice(2);
const read = require('fs').readFileSync;
require('https').createServer({ key: read(key), cert: read(cert) }, (req, res) => res.end(`${process.pid}\n`)).listen(+port);
