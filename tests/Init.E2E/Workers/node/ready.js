// ready.js PORT FILE WORD: listens at once, and is ready when FILE is there: then it says WORD, which is JSON.
const fs = require('fs');
const [port, file, word] = process.argv.slice(2);
require('http').createServer((req, res) => res.end(`${process.pid}\n`)).listen(+port, () => {
  console.log(`listening ${process.pid}`);
  const look = setInterval(() => {
    if (!fs.existsSync(file)) return;
    clearInterval(look);
    process.send(JSON.parse(word));
  }, 20);
});
