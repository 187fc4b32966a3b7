using System.Reactive.Linq;
using System.Text.Json.Nodes;

namespace LeanRx.Soak.Attacks;

/// <summary>So many large messages for somebody who is away that one page of them is more than a slow reader may leave waiting.</summary>
sealed class BigAnswer : IAttack
{
    const int MessageLength = 4900;

    public string Name => "more missed than one answer holds";

    public async Task<Finding> RunAsync(Target target, Dose dose, CancellationToken patience)
    {
        var victim = $"victim-{Guid.NewGuid():N}";
        await using var away = Client(target, victim);
        await away.OpenAsync(patience);
        using var tom = await Peer.LoginAsync(target, "talker", patience);
        var chat = await tom.StartAsync(["talker", victim], patience);
        await away.CloseAsync(patience);

        var body = new JsonObject { ["from_client"] = "talker", ["message"] = new string('x', MessageLength) }.ToJsonString();
        for (var i = 0; i < dose.MissedMessages; i++)
            if (await target.CallAsync(HttpMethod.Post, $"/1.2/rtm/conversations/{chat}/messages", body, patience) is { Status: not 200 } refused)
                return new($"a send was refused: {refused.Status} {refused.Body}", IsRight: false);

        var history = await tom.AskAsync(new() { ["cmd"] = "logs", ["cid"] = chat, ["limit"] = 1000 }, patience);
        await using var back = Client(target, victim);
        await back.OpenAsync(patience);
        var theirs = await back.GetConversationAsync(chat, patience);
        var read = 0;
        await foreach (var message in theirs!.GetHistoryAsync(cancellationToken: patience))
            read++;
        return new($"a page of {history["logs"]?.AsArray().Count} messages; {read} of {dose.MissedMessages} read", read == dose.MissedMessages);
    }

    static LeanClient Client(Target target, string id) =>
        new(new LeanClientOptions { Server = target.Url, ApplicationId = Target.ApplicationId, ClientId = id, RequireTls = false });
}
