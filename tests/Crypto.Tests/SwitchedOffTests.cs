using System.Runtime.Intrinsics.X86;

namespace Plimsoll.Crypto.Tests;

/// <summary>Guards the settings themselves: a switch that the runtime stopped reading would turn <see cref="CpuSettingsTests"/> into an empty claim.</summary>
[Trait("Category", "Law")]
public sealed class SwitchedOffTests
{
    [Fact]
    public void What_was_switched_off_is_off()
    {
        switch (Environment.GetEnvironmentVariable("PLIMSOLL_SWITCHED_OFF"))
        {
            case "DOTNET_EnableAVX512":
                Assert.False(Avx512F.IsSupported);
                break;
            case "DOTNET_EnableAVX2":
                Assert.False(Avx2.IsSupported);
                break;
            case "DOTNET_EnableHWIntrinsic":
                Assert.False(Sse42.IsSupported || Bmi2.IsSupported);
                break;
            case null:
                break; // the run with this machine's own settings
            case { } unknown:
                Assert.Fail($"Nothing checks that {unknown} is off.");
                break;
        }
    }
}
