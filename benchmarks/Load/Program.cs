using System.Globalization;
using Plimsoll.Load;

// Load on a node from a process of its own. Three steps, the last one in another shell:
//   serve FOLDER URL ACCOUNTS DEPTH SECONDS_PER_L1_BLOCK
//   prepare FILE ACCOUNTS DEPTH COUNT
//   direct FILE FOLDER ACCOUNTS DEPTH        (the steps one by one, without HTTP)
//   start FOLDER ACCOUNTS DEPTH              (a store with many accounts: time and memory of a start)
//   drive URL FILE TRANSFERS_PER_SECOND SECONDS TRANSFERS_PER_REQUEST ACCOUNTS
switch (args)
{
    case ["serve", var folder, var url, var accounts, var depth, var blockTime]:
        await Serve.RunAsync(folder, url, Number(accounts), Number(depth), TimeSpan.FromSeconds(double.Parse(blockTime, CultureInfo.InvariantCulture)));
        return 0;
    case ["prepare", var file, var accounts, var depth, var count]:
        Prepare.Run(file, Number(accounts), Number(depth), Number(count));
        return 0;
    case ["drive", var url, var file, var rate, var seconds, var perRequest, var accounts]:
        await Drive.RunAsync(url, file, Number(rate), Number(seconds), Number(perRequest), Number(accounts));
        return 0;
    case ["direct", var file, var folder, var accounts, var depth]:
        Direct.Run(file, folder, Number(accounts), Number(depth));
        return 0;
    case ["start", var folder, var accounts, var depth]:
        Start.Run(folder, Number(accounts), Number(depth));
        return 0;
    default:
        Console.Error.WriteLine("serve FOLDER URL ACCOUNTS DEPTH SECONDS | prepare FILE ACCOUNTS DEPTH COUNT | direct FILE FOLDER ACCOUNTS DEPTH | start FOLDER ACCOUNTS DEPTH | drive URL FILE RATE SECONDS PER_REQUEST ACCOUNTS");
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
