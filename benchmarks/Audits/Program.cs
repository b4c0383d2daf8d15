using System.Globalization;
using Plimsoll.Audits;

// From a block of L1 to the reports about it, with many rollups audited by one process:
//   ROLLUPS MINUTES SECONDS_PER_L1_BLOCK PLACE       (PLACE: a file for the history, or PostgreSQL's "Host=…")
if (args is not [var rollups, var minutes, var blockTime, var place])
{
    Console.Error.WriteLine("ROLLUPS MINUTES SECONDS_PER_L1_BLOCK PLACE");
    return 2;
}

await using Harbour harbour = await Harbour.BuildAsync(Number(rollups));
await Measurement.RunAsync(harbour, place, TimeSpan.FromMinutes(Number(minutes)), TimeSpan.FromSeconds(Number(blockTime)));
return 0;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
