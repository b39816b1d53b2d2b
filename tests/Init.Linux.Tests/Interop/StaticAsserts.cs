using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Init.Linux.Tests.Interop;

/// <summary>Turns our constants and structs into a C file that compiles only if the C headers agree.</summary>
internal static class StaticAsserts
{
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static string CFile(IEnumerable<Type> types)
    {
        var file = new StringBuilder("#define _GNU_SOURCE\n");
        foreach (var header in CNames.Headers)
        {
            file.Append($"#if __has_include(<{header}>)\n#include <{header}>\n#endif\n");
        }

        foreach (var assertion in types.SelectMany(Of))
        {
            file.Append(assertion).Append('\n');
        }

        return file.ToString();
    }

    public static IEnumerable<string> Of(Type type)
    {
        if (type.IsValueType && !type.IsEnum)
        {
            return type.IsDefined(typeof(CompilerGeneratedAttribute)) ? [] : OfStruct(type);
        }

        return type.IsAbstract && type.IsSealed ? type.GetFields(Static).Where(field => field.IsLiteral).SelectMany(OfConstant) : [];
    }

    private static IEnumerable<string> OfConstant(FieldInfo field)
    {
        var ours = $"{field.DeclaringType!.Name}.{field.Name}";
        var isListed = CNames.Constants.TryGetValue(ours, out var name);
        if (field.GetRawConstantValue() is not (int or uint or long or ulong or short or ushort or byte)
            || (isListed ? name is null : !IsCName(field.Name)))
        {
            yield break;
        }

        // Both sides as C's long long: -1 and 0xffffffff are different constants, whatever C's own type is.
        var value = field.GetRawConstantValue() is ulong large ? unchecked((long)large) : Convert.ToInt64(field.GetRawConstantValue());
        yield return Assert($"(long long)({name ?? field.Name}) == {value}LL", $"{ours} is {value} here");
    }

    private static IEnumerable<string> OfStruct(Type type)
    {
        var name = CNames.Structs.TryGetValue(type.Name, out var listed) ? listed
            : type.Name.EndsWith("_t", StringComparison.Ordinal) ? type.Name
            : $"struct {type.Name}";
        if (name is null)
        {
            yield break;
        }

        var size = SizeOf(type);
        yield return Assert($"sizeof({name}) == {size}", $"{type.Name} has {size} bytes here");
        foreach (var field in type.GetFields(Instance))
        {
            var ours = $"{type.Name}.{field.Name}";
            var cField = CNames.Fields.TryGetValue(ours, out var other) ? other : field.Name;
            if (cField is not null)
            {
                var offset = (int)Marshal.OffsetOf(type, field.Name);
                yield return Assert($"offsetof({name}, {cField}) == {offset}", $"{ours} is at {offset} here");
            }
        }
    }

    private static string Assert(string condition, string message) => $"_Static_assert({condition}, \"{message}\");";

    private static bool IsCName(string name) => name.Contains('_') || name.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c));

    private static int SizeOf(Type type) =>
        (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!;
}
