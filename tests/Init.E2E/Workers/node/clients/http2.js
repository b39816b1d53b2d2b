// http2.js URL COUNT: so many sessions with three streams each; prints by which pid each session was answered.
const http2 = require('http2');
const [url, count] = process.argv.slice(2);
for (let i = 0; i < +count; i++) {
  const session = http2.connect(url, { rejectUnauthorized: false });
  const pids = [];
  for (let stream = 0; stream < 3; stream++) {
    const request = session.request({ ':path': '/' });
    let text = '';
    request.setEncoding('utf8').on('data', part => { text += part; }).on('end', () => {
      pids.push(text.trim());
      if (pids.length < 3) return;
      if (new Set(pids).size !== 1) throw new Error(`one session, several processes: ${pids}`);
      console.log(pids[0]);
      session.close();
    });
  }
}
