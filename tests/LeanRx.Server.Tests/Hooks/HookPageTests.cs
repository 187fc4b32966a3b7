using System.Reactive.Linq;
using LeanRx.Protocol;
using LeanRx.Server.Events;
using LeanRx.Server.Hooks;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>The hook that the page about hooks shows.</summary>
public sealed class HouseRules : IMessageHook
{
    public ValueTask<MessageDecision> OnSendingAsync(MessageSending message, CancellationToken cancellationToken)
    {
        if (message.Body.Contains("casino", StringComparison.OrdinalIgnoreCase))
            return new(MessageDecision.Refuse("No adverts here.", code: 9890));
        return new(MessageDecision.Accept with { Body = message.Body.Replace("damn", "****") });
    }

    public ValueTask<ConversationDecision> OnChangingAsync(ConversationChanging change, CancellationToken cancellationToken) =>
        new(change is MembersAdding { ClientIds.Count: > 10 } ? ConversationDecision.Refuse("Not so many at once.") : ConversationDecision.Accept);
}

public class HookPageTests
{
    [Fact]
    public async Task The_hook_of_the_page_does_what_the_page_says()
    {
        var options = new ServerOptions
        {
            Apps =
            [
                AppOptions.Demo with
                {
                    Hooks =
                    [
                        new HookOptions(new HouseRules())
                        {
                            Points = HookPoints.MessageSending | HookPoints.MembersAdding,
                            Timeout = TimeSpan.FromSeconds(1),
                            OnFailure = HookFailureAction.Refuse,
                        },
                    ],
                },
            ],
        };
        await using var world = new World(options);
        var engine = world.Engine;
        List<string> lines = [];
        void Log(string line) => lines.Add(line);

        engine.Events.OfType<MessageSent>().Subscribe(sent => Log($"{sent.From}: {sent.Body}"));

        var tom = world.Login("Tom");
        var conversation = tom.Start([]);
        foreach (var text in (string[])["Casino!", "damn"])
        {
            tom.Send(new DirectFrame { ConversationId = conversation, Body = text });
            world.Pass(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal([4402, null], tom.TakeAll().OfType<AckFrame>().Select(ack => ack.Code));
        Assert.Equal(["Tom: ****"], lines);
    }
}
