using System.Text.Json;
using LeanRx.Server.Hosting;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>What clients in the field do (protocol.md §11), text by text. Tom and Jerry are logged in.</summary>
public abstract class QuirkTest
{
    private protected QuirkTest(Dialect dialect)
    {
        Dialect = dialect;
        (Tom, Jerry) = (WireDevice.Login(World, "tom", dialect), WireDevice.Login(World, "jerry", dialect));
    }

    private protected World World { get; } = new();

    private protected Dialect Dialect { get; }

    private protected WireDevice Tom { get; }

    private protected WireDevice Jerry { get; }

    /// <summary>A conversation of Tom and Jerry, of which nothing is left to be told.</summary>
    private protected string Start()
    {
        Tom.Send("""{"cmd":"conv","op":"start","m":["tom","jerry"],"attr":{"name":"","attr":{"color":"red"}},"i":2,"unique":false,"transient":false,"peerId":"tom"}""");
        var id = Text(Tom.TakeAll()[0], "cid");
        Jerry.TakeAll();
        return id;
    }

    /// <summary>Tom says something; answers with its id, and leaves Jerry the delivery.</summary>
    private protected string Say(string conversation, string receipt = "false") =>
        Text(Tom.Ask($$"""{"cmd":"direct","cid":"{{conversation}}","msg":"hi","i":3,"r":{{receipt}},"transient":false,"peerId":"tom"}"""), "uid");

    private protected static string Text(JsonElement frame, string name) => frame.GetProperty(name).GetString()!;

    /// <summary>Command and operation, as AV.realtime makes event names of them.</summary>
    private protected static string Event(JsonElement frame) =>
        frame.TryGetProperty("op", out var op) ? $"{Text(frame, "cmd")}-{op.GetString()}" : Text(frame, "cmd");

    private protected static bool Has(JsonElement frame, string name) => frame.TryGetProperty(name, out _);
}
