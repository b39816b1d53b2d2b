"""Runs tini's test/run_inner_tests.py case by case.

It is one long main() that ends at the first failure. Each of its cases starts with `print("Running ...")`, so every
such line and what follows it in the same block, up to the next case, is wrapped: `with case("Running ..."): ...`. The
code inside stays as it is.
"""

import ast
import os

from cases import case


def announcement(statement):
    """The text of a `print("Running ...")` as an expression, None for any other statement."""
    match statement:
        case ast.Expr(ast.Call(ast.Name("print"), [text])) if ast.unparse(text).lower().startswith("'running "):
            return text


def by_case(statements):
    """The statements with the cases among them, also those in loops and conditions, wrapped."""
    wrapped, current = [], None
    for statement in statements:
        if text := announcement(statement):
            call = ast.Call(ast.Name("case", ast.Load()), [text], [])
            current = ast.With([ast.withitem(call)], [])
            wrapped.append(current)
        elif any(announcement(inner) for inner in ast.walk(statement)):
            statement.body, current = by_case(statement.body), None
            wrapped.append(statement)
        elif current:
            current.body.append(statement)
        else:
            wrapped.append(statement)
    return wrapped


path = os.path.join(os.environ["SOURCE_DIR"], "test", "run_inner_tests.py")
with open(path) as file:
    tree = ast.parse(file.read())
main = next(part for part in tree.body if isinstance(part, ast.FunctionDef) and part.name == "main")
main.body = by_case(main.body)
suite = {"__name__": "inner", "case": case}
exec(compile(ast.fix_missing_locations(tree), path, "exec"), suite)
# It prints the signals that its child inherits, and knows no names for the two that glibc keeps to itself and that
# programs started by make ignore.
suite["SIGNUM_TO_SIGNAME"] |= {32: "SIGCANCEL", 33: "SIGSETXID"}
suite["main"]()
