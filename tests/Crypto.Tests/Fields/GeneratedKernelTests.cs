using Plimsoll.FieldKernels;

namespace Plimsoll.Crypto.Tests.Fields;

/// <summary>What <c>tools/FieldKernels</c> writes is what is checked in.</summary>
public sealed class GeneratedKernelTests
{
    public static TheoryData<string> Files => [.. Kernels.All().Select(kernel => kernel.File)];

    [Theory, MemberData(nameof(Files))]
    public void Regenerating_gives_no_difference(string file)
    {
        string expected = Kernels.All().Single(kernel => kernel.File == file).Text;
        Assert.Equal(expected, File.ReadAllText(Checkout.PathOf("src", "Crypto", "Fields", file)));
    }
}
