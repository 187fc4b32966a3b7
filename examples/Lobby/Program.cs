using System.Reactive.Linq;
using LeanRx;
using LeanRx.Server;
using Lobby;

if (args is not [var name] || Console.IsInputRedirected)
{
    Console.Error.WriteLine("usage, in two terminals: dotnet run --project examples/Lobby -- NAME");
    return 1;
}

var address = new Uri("http://127.0.0.1:5081");
await using var server = await ServeUnlessSomebodyDoesAsync();
await using var client = new LeanClient(address, name);
await client.OpenAsync();
using var arena = await Arena.EnterAsync(client);

Console.Clear();
Console.CancelKeyPress += (_, _) => Console.CursorVisible = true;
Console.CursorVisible = false;
using var drawing = arena.Boards.CombineLatest(client.StateChanges, (board, state) => (board, state)).Subscribe(now => Console.Write(
    "\e[H" + Screen.Draw(now.board, name).ReplaceLineEndings("\e[K\n") + (now.state is ConnectionState.Connected ? "" : "No connection.") + "\e[J"));
for (var key = ConsoleKey.None; key != ConsoleKey.Escape; key = Console.ReadKey(intercept: true).Key)
    switch (key)
    {
        case ConsoleKey.LeftArrow:
            arena.Go(-1, 0);
            break;
        case ConsoleKey.RightArrow:
            arena.Go(1, 0);
            break;
        case ConsoleKey.UpArrow:
            arena.Go(0, -1);
            break;
        case ConsoleKey.DownArrow:
            arena.Go(0, 1);
            break;
    }
Console.CursorVisible = true;
return 0;

// Whoever comes first is the host.
async Task<LeanServer?> ServeUnlessSomebodyDoesAsync()
{
    try
    {
        return await LeanServer.StartAsync(new LeanServerOptions { Url = address });
    }
    catch (IOException)
    {
        return null;
    }
}
