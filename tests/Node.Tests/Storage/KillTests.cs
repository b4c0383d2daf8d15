using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Plimsoll.Node.Sequencing;
using Plimsoll.Node.Tests.Sequencing;
using Plimsoll.Sequencing;
using static Plimsoll.State.Tests.Town;

namespace Plimsoll.Node.Tests.Storage;

/// <summary>A real process, killed at random moments while it confirms: iSEQ-001, iSEQ-002.</summary>
public sealed partial class KillTests
{
    private const string FolderVariable = "PLIMSOLL_KILLED_NODE";
    private const int Kills = 6;

    [Fact]
    public async Task Lesson15_no_confirmed_operation_is_lost_and_no_slot_is_promised_twice()
    {
        int seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        string folder = Directory.CreateTempSubdirectory("plimsoll-kill-").FullName;
        Dictionary<ulong, uint> nonceOfSlot = []; // every promise that was ever printed
        for (int kill = 0; kill < Kills; kill++)
        {
            using Process process = Process.Start(new ProcessStartInfo(Path.ChangeExtension(typeof(KillTests).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null))
            {
                ArgumentList = { "-explicit", "only", "-method", $"{typeof(KillTests).FullName}.{nameof(A_node_that_pays_until_it_is_killed)}", "-showLiveOutput", "-noColor", "-noLogo" },
                Environment = { [FolderVariable] = folder },
                RedirectStandardOutput = true,
            })!;
            int killAfter = random.Next(1, 40), seen = 0;
            while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                if (Promise().Match(line) is not { Success: true } match)
                    continue;
                (ulong slot, uint nonce) = (ulong.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), uint.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
                Assert.True(nonceOfSlot.TryAdd(slot, nonce) || nonceOfSlot[slot] == nonce, $"Slot {slot} was promised twice.");
                if (++seen < killAfter)
                    continue;
                await Task.Delay(random.Next(0, 30), TestContext.Current.CancellationToken);
                break;
            }

            Assert.True(seen > 0, $"The node of round {kill} confirmed nothing.");
            process.Kill(entireProcessTree: true); // SIGKILL
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        SettlementInMemory layer = new();
        layer.Enqueue(Bank.Deposits());
        await using (Bank bank = await Bank.OpenAsync(folder, layer))
        {
            Assert.True((await bank.AccountOf(Alice)).Nonce > nonceOfSlot.Values.Max());
            foreach ((ulong slot, uint nonce) in nonceOfSlot)
            {
                Outcome again = (await bank.PayAsync(Bank.Pay(Alice, Bob, 1, nonce))).Outcomes[0];
                Assert.Equal((Refusal.Duplicate, slot), (again.Refusal, again.Slot));
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Runs in the process that is killed.</summary>
    [Fact(Explicit = true)]
    public async Task A_node_that_pays_until_it_is_killed()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { } folder)
            return;
        SettlementInMemory layer = new();
        layer.Enqueue(Bank.Deposits());
        await using Bank bank = await Bank.OpenAsync(folder, layer);
        uint nonce = (await bank.AccountOf(Alice)).Nonce;
        while (true)
        {
            Submission[] payments = [.. Enumerable.Range(0, 3).Select(i => Bank.Pay(Alice, Bob, 1, nonce + (uint)i))];
            Answer answer = await bank.PayAsync(payments);
            for (int i = 0; i < payments.Length; i++)
            {
                Assert.True(answer.Outcomes[i].IsTaken, answer.Outcomes[i].ToString());
                Console.WriteLine($"confirmed {answer.Outcomes[i].Slot} {payments[i].Nonce}");
            }

            nonce += (uint)payments.Length;
        }
    }

    [GeneratedRegex(@"confirmed (\d+) (\d+)$")]
    private static partial Regex Promise();
}
