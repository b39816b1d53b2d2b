// A Koa app as its first page has it.
const Koa = require('koa');
const app = new Koa();
app.use(async context => { context.body = `${process.pid}\n`; });
app.listen(+process.argv[2]);
