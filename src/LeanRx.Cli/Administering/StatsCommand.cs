using System.CommandLine;
using LeanRx.Cli.Common;
using LeanRx.Cli.Operators;
using LeanRx.Cli.Terminal;

namespace LeanRx.Cli.Administering;

/// <summary><c>leanrx admin stats</c></summary>
static class StatsCommand
{
    public static Command Create() => AdminAction.Command("stats", "What the server holds, and how fast it is.", RunAsync);

    static async Task RunAsync(AdminAction action)
    {
        var (figures, json) = await ServerFigures.ReadAsync(action.Api, action.CancellationToken).ConfigureAwait(false);
        if (action.IsJson)
        {
            await Console.Out.WriteLineAsync(PlainJson.Of(json)).ConfigureAwait(false);
            return;
        }
        var table = Page.Table("", "");
        table.ShowHeaders = false;
        foreach (var (name, value) in Lines(figures))
            table.AddTexts(name, value);
        Page.Create(Console.Out, !Console.IsOutputRedirected).Write(table);
    }

    static IEnumerable<(string Name, string Value)> Lines(ServerFigures figures) =>
    [
        ("server", $"LeanRx {figures.Version}, up {Quantity.Span(figures.ReadAt - figures.StartedAt)}"),
        ("application", figures.ApplicationId),
        ("connections", Quantity.Count(figures.Connections)),
        ("clients online", $"{Quantity.Count(figures.Clients)} in {Quantity.Count(figures.Sessions)} logins, {Quantity.Count(figures.ClientsToday)} today"),
        ("messages in", $"{Quantity.Count(figures.Received)}, {Quantity.Rate(figures.ReceivedPerSecond)} a second"),
        ("messages out", $"{Quantity.Count(figures.Delivered)}, {Quantity.Rate(figures.DeliveredPerSecond)} a second"),
        ("send", figures.Send.ForPeople()),
        ("store", figures.Store.ForPeople()),
        ("slow readers", Quantity.Count(figures.SlowReaders)),
        ("queued", Quantity.Bytes(figures.QueueBytes)),
        ("memory", Quantity.Bytes(figures.MemoryBytes)),
        ("conversations", $"{Quantity.Count(figures.ConversationsInMemory)} in memory"),
        ("refused", figures.RefusalsForPeople()),
    ];
}
