using System.Runtime.CompilerServices;
using Plimsoll.FieldKernels;

namespace Plimsoll.Crypto.Tests.Fields;

/// <summary>What <c>tools/FieldKernels</c> writes is what is checked in.</summary>
public sealed class GeneratedKernelTests
{
    public static TheoryData<string> Files => [.. Kernels.All().Select(kernel => kernel.File)];

    [Theory, MemberData(nameof(Files))]
    public void Regenerating_gives_no_difference(string file)
    {
        string? folder = FindFields();
        Assert.SkipWhen(folder is null, "The tests do not run beside their checkout.");
        string expected = Kernels.All().Single(kernel => kernel.File == file).Text;
        Assert.Equal(expected, File.ReadAllText(Path.Combine(folder, file)));
    }

    private static string? FindFields([CallerFilePath] string here = "")
    {
        foreach (string? start in new[] { Path.GetDirectoryName(here), AppContext.BaseDirectory })
        {
            for (DirectoryInfo? folder = start is null ? null : new(start); folder is not null; folder = folder.Parent)
            {
                string fields = Path.Combine(folder.FullName, "src", "Crypto", "Fields");
                if (Directory.Exists(fields))
                    return fields;
            }
        }

        return null;
    }
}
