using System.Diagnostics;
using LeanRx.Server;
using LeanRx.Server.Sqlite;

// A server for demos whose conversations are kept in the file that is given; it says its address and runs until its input ends.
var started = Process.GetCurrentProcess().StartTime;
await using var server = await LeanServer.StartAsync(new LeanServerOptions { Store = await SqliteMessageStore.OpenAsync(args[0]) });
Console.WriteLine(server.Url);
Console.Error.WriteLine($"listening {(DateTime.Now - started).TotalMilliseconds:F0} ms after the start");
while (await Console.In.ReadLineAsync() is not null)
{
}
