using System.Text;
using Init.Linux.Processes;
using Xunit;

namespace Init.Linux.Tests.Processes;

public sealed class ProgramHeadTests
{
    [Theory]
    [InlineData("#!/bin/sh\necho", ProgramKind.Script, "/bin/sh")]
    [InlineData("#! /usr/bin/env python3\n", ProgramKind.Script, "/usr/bin/env")]
    [InlineData("#!/bin/sh\r\n", ProgramKind.Script, "/bin/sh\r")]
    [InlineData("#!\n", ProgramKind.Unknown, "")]
    [InlineData("echo hello\n", ProgramKind.Unknown, "")]
    [InlineData("", ProgramKind.Unknown, "")]
    [InlineData("\u007fELF", ProgramKind.Unknown, "")]
    public void First_bytes_say_what_a_file_is(string text, ProgramKind kind, string interpreter) =>
        Assert.Equal(new ProgramHead(kind, interpreter), ProgramHead.Of(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Shell_of_this_machine_is_a_dynamic_program_with_a_loader_that_is_there()
    {
        var head = ProgramHead.Read("/bin/sh");
        Assert.SkipUnless(head?.Kind == ProgramKind.Dynamic, "/bin/sh is static here");
        Assert.True(File.Exists(head!.Interpreter), head.Interpreter);
    }

    [Fact]
    public void Broken_headers_are_read_to_their_end_and_not_beyond()
    {
        var program = File.ReadAllBytes("/bin/sh").AsSpan(0, 4096).ToArray();
        var chance = new Random(4711);
        for (var round = 0; round < 2000; round++)
        {
            var broken = program.ToArray();
            for (var i = 0; i < 4; i++)
            {
                broken[chance.Next(64)] = (byte)chance.Next(256);
            }

            broken.AsSpan(0, 4).Clear();
            "\u007fELF"u8.CopyTo(broken);
            _ = ProgramHead.Of(broken.AsSpan(0, chance.Next(broken.Length)));
        }
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(18, 183)]
    public void Program_for_another_machine_is_foreign(int offset, byte value)
    {
        var program = File.ReadAllBytes("/bin/sh").AsSpan(0, 4096).ToArray();
        program[offset] = value;
        Assert.Equal(ProgramKind.Foreign, ProgramHead.Of(program).Kind);
    }

    [Fact]
    public void File_that_is_not_there_is_unknown() => Assert.Null(ProgramHead.Read("/no/such/program"));
}
