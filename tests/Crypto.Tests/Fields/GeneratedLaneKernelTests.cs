using System.Runtime.CompilerServices;
using Plimsoll.Tools.LaneKernels;

namespace Plimsoll.Crypto.Tests.Fields;

/// <summary>What <c>tools/LaneKernels</c> writes is what is checked in.</summary>
public sealed class GeneratedLaneKernelTests
{
    public static TheoryData<string> Files => [.. LaneKernelFiles.All().Select(kernel => kernel.File)];

    [Theory, MemberData(nameof(Files))]
    public void Regenerating_gives_no_difference(string file)
    {
        string folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../../src/Crypto/Fields"));
        Assert.SkipUnless(Directory.Exists(folder), "The tests do not run beside their checkout.");
        Assert.Equal(LaneKernelFiles.All().Single(kernel => kernel.File == file).Text, File.ReadAllText(Path.Combine(folder, file)));
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
