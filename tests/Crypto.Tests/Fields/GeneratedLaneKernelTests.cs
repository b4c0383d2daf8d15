using Plimsoll.Tools.LaneKernels;

namespace Plimsoll.Crypto.Tests.Fields;

/// <summary>What <c>tools/LaneKernels</c> writes is what is checked in.</summary>
public sealed class GeneratedLaneKernelTests
{
    public static TheoryData<string> Files => [.. LaneKernelFiles.All().Select(kernel => kernel.File)];

    [Theory, MemberData(nameof(Files))]
    public void Regenerating_gives_no_difference(string file)
    {
        string expected = LaneKernelFiles.All().Single(kernel => kernel.File == file).Text;
        Assert.Equal(expected, File.ReadAllText(Checkout.PathOf("src", "Crypto", "Fields", file)));
    }
}
