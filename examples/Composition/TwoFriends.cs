using System.Reactive.Concurrency;
using LeanRx;
using LeanRx.Testing;

namespace Composition;

/// <summary>What most of these tests begin with: two people in one conversation, on one virtual clock.</summary>
sealed class TwoFriends
{
    public TwoFriends(Func<LeanClientOptions, LeanClientOptions>? jerrysOptions = null)
    {
        Tom = World.CreateClient("Tom");
        Jerry = World.CreateClient("Jerry", jerrysOptions);
        World.Run(Task.WhenAll(Tom.OpenAsync(), Jerry.OpenAsync()));
        TomsChat = World.Run(Tom.CreateConversationAsync(["Jerry"]));
        JerrysChat = World.Run(Jerry.GetConversationAsync(TomsChat.Id))!;
    }

    public VirtualWorld World { get; } = new(new HistoricalScheduler());

    public LeanClient Tom { get; }

    public LeanClient Jerry { get; }

    public Conversation TomsChat { get; }

    public Conversation JerrysChat { get; }

    public void Wait(double seconds) => World.AdvanceBy(TimeSpan.FromSeconds(seconds));
}
