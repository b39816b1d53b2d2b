// A page that is rendered for every request, by whichever process has it.
export function getServerSideProps() {
  return { props: { pid: process.pid } };
}

export default function Page({ pid }) {
  return <p id="pid">{pid}</p>;
}
