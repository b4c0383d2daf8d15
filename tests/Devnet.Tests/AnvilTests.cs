using System.Diagnostics;
using Plimsoll.L1.Rpc;

namespace Plimsoll.Devnet.Tests;

public sealed class AnvilTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-devnet-").FullName;

    public AnvilTests() => Assert.SkipWhen(AnvilBinary.Missing is not null, AnvilBinary.Missing ?? "");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_answers_with_its_chain_id_and_leaves_neither_process_nor_log()
    {
        Anvil anvil = await Anvil.StartAsync(new() { ChainId = 7, LogFolder = _folder }, Cancellation);
        int id = anvil.ProcessId;
        Assert.Equal("0x7", await AskAsync(anvil, "eth_chainId"));
        Assert.True(File.Exists(anvil.LogFile));
        await anvil.DisposeAsync();
        Assert.False(IsRunning(id));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task It_speaks_osaka()
    {
        await using Anvil anvil = await Anvil.StartAsync(new() { LogFolder = _folder }, Cancellation);
        // EIP-2537: G1 addition of two points at infinity is infinity; without the precompile the answer is empty.
        string zeros = new('0', 512);
        using JsonRpcClient client = new(anvil.Endpoint);
        RpcRequest call = new("eth_call", System.Text.Json.Nodes.JsonNode.Parse($$"""{"to":"0x000000000000000000000000000000000000000b","data":"0x{{zeros}}"}"""), "latest");
        Assert.Equal("0x" + zeros[..256], await client.SendAsync(call, result => result.GetString(), Cancellation));
    }

    [Fact]
    public async Task Two_chains_have_two_ports()
    {
        await using Anvil a = await Anvil.StartAsync(new() { LogFolder = _folder }, Cancellation);
        await using Anvil b = await Anvil.StartAsync(new() { LogFolder = _folder }, Cancellation);
        Assert.NotEqual(a.Port, b.Port);
        await MineAsync(a, 3);
        Assert.Equal("0x3", await AskAsync(a, "eth_blockNumber"));
        Assert.Equal("0x0", await AskAsync(b, "eth_blockNumber"));
    }

    [Fact]
    public async Task A_stopped_chain_goes_on_from_its_state_file()
    {
        await using Anvil anvil = await Anvil.StartAsync(new() { LogFolder = _folder, StateFile = Path.Combine(_folder, "state.json") }, Cancellation);
        int port = anvil.Port;
        await MineAsync(anvil, 5);
        await anvil.RestartAsync(Cancellation);
        Assert.Equal(port, anvil.Port);
        Assert.Equal("0x5", await AskAsync(anvil, "eth_blockNumber"));
    }

    [Fact]
    public async Task A_state_that_a_kill_cut_off_is_replaced_by_the_one_before()
    {
        string state = Path.Combine(_folder, "state.json");
        AnvilOptions options = new() { LogFolder = _folder, StateFile = state };
        await using (Anvil anvil = await Anvil.StartAsync(options, Cancellation))
            await MineAsync(anvil, 5);
        byte[] whole = await File.ReadAllBytesAsync(state, Cancellation);
        await File.WriteAllBytesAsync(state + ".working", whole[..(whole.Length / 2)], Cancellation);
        await using Anvil again = await Anvil.StartAsync(options, Cancellation);
        Assert.Equal("0x5", await AskAsync(again, "eth_blockNumber"));
    }

    [Fact]
    public async Task A_chain_that_is_killed_while_it_runs_has_kept_its_state()
    {
        string state = Path.Combine(_folder, "state.json");
        Anvil anvil = await Anvil.StartAsync(new() { LogFolder = _folder, StateFile = state, StateInterval = TimeSpan.FromSeconds(1) }, Cancellation);
        await MineAsync(anvil, 5);
        while (!File.Exists(state) || !(await File.ReadAllTextAsync(state, Cancellation)).Contains("\"number\":\"0x5\"", StringComparison.Ordinal))
            await Task.Delay(50, Cancellation);
        anvil.Kill();
        await anvil.RestartAsync(Cancellation);
        Assert.Equal("0x5", await AskAsync(anvil, "eth_blockNumber"));
        await anvil.DisposeAsync();
    }

    [Fact]
    public async Task A_killed_chain_starts_again_on_its_port_and_keeps_its_log()
    {
        Anvil anvil = await Anvil.StartAsync(new() { LogFolder = _folder }, Cancellation);
        int id = anvil.ProcessId;
        await MineAsync(anvil, 5);
        anvil.Kill();
        Assert.False(IsRunning(id));
        await anvil.RestartAsync(Cancellation);
        Assert.Equal("0x0", await AskAsync(anvil, "eth_blockNumber"));
        await anvil.DisposeAsync();
        Assert.True(File.Exists(anvil.LogFile));
    }

    [Fact]
    public async Task A_taken_port_is_said_with_the_end_of_the_log()
    {
        await using Anvil first = await Anvil.StartAsync(new() { LogFolder = _folder }, Cancellation);
        AnvilException e = await Assert.ThrowsAsync<AnvilException>(() => Anvil.StartAsync(new() { Port = first.Port, LogFolder = _folder }, Cancellation));
        Assert.Contains("in use", e.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Options_that_Anvil_does_not_know_are_refused()
    {
        await Assert.ThrowsAsync<AnvilException>(() => Anvil.StartAsync(new() { Hardfork = "atlantis", LogFolder = _folder }, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Anvil.StartAsync(new() { BlockTime = TimeSpan.FromMilliseconds(1500) }, Cancellation));
    }

    private static async Task<string?> AskAsync(Anvil anvil, string method)
    {
        using JsonRpcClient client = new(anvil.Endpoint);
        return await client.SendAsync(new(method), result => result.GetString(), Cancellation);
    }

    private static async Task MineAsync(Anvil anvil, int blocks)
    {
        using JsonRpcClient client = new(anvil.Endpoint);
        await client.SendAsync(new("anvil_mine", blocks) { IsRepeatable = false }, _ => true, Cancellation);
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
