// The plainest Node server there is: it knows nothing of pm1, of other workers or of signals.
const http = require('http');
http.createServer((req, res) => res.end(process.pid + '\n')).listen(+process.argv[2]);
