using System.Reactive.Concurrency;
using LeanRx;
using LeanRx.Server;
using LeanRx.Testing;

namespace Composition;

/// <summary>One's own view model, tested against the real client and the real server, in no time.</summary>
public class ChatViewModelTests
{
    [Fact]
    public void What_was_said_while_the_network_was_away_is_shown_once_and_in_order()
    {
        var friends = new TwoFriends();
        using var view = new ChatViewModel(friends.Jerry, friends.JerrysChat);
        var changes = new List<bool>();
        view.PropertyChanged += (_, _) => changes.Add(view.IsOnline);
        friends.Wait(1);

        new FaultPlan(new CutFault(TimeSpan.FromSeconds(1), "Jerry"), new RefusedDialsFault(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)))
            .ApplyTo(friends.World);
        friends.Wait(2);
        friends.World.Run(friends.TomsChat.SendAsync("耗子，起床！"));
        friends.World.Run(friends.TomsChat.SendAsync("Jerry?"));
        var sending = view.SendAsync("I am up");
        friends.Wait(120);
        friends.World.Run(sending);

        Assert.Equal(["me: I am up (00:01)", "Tom: 耗子，起床！", "Tom: Jerry?"], view.Lines);
        Assert.Equal([true, false, true], changes);
    }

    [Fact]
    public void Nothing_is_shown_after_the_view_is_gone()
    {
        var friends = new TwoFriends();
        var view = new ChatViewModel(friends.Jerry, friends.JerrysChat);
        view.Dispose();
        friends.World.Run(friends.TomsChat.SendAsync("too late"));
        friends.Wait(1);

        Assert.Empty(view.Lines);
    }

    [Fact]
    public void Who_else_types_is_hinted_at_until_the_message_is_there()
    {
        var friends = new TwoFriends();
        using var view = new ChatViewModel(friends.Jerry, friends.JerrysChat);
        using var other = new ChatViewModel(friends.Tom, friends.TomsChat) { Draft = "Jerry?" };
        friends.Wait(1);
        Assert.Equal("Tom typing…", view.Hint);

        friends.World.Run(other.SendDraftAsync());
        friends.Wait(1);

        Assert.Equal(("", ""), (view.Hint, other.Draft));
        Assert.Equal(["Tom: Jerry?"], view.Lines);
    }

    [Fact]
    public void A_draft_that_could_not_be_sent_is_there_again()
    {
        var friends = new TwoFriends();
        using var view = new ChatViewModel(friends.Tom, friends.TomsChat) { Draft = "hi" };
        friends.World.Run(friends.JerrysChat.RemoveMembersAsync(["Tom"]));
        friends.World.Run(view.SendDraftAsync());

        Assert.Equal("hi", view.Draft);
    }

    [Fact]
    public async Task Everything_that_a_window_is_bound_to_changes_on_the_thread_of_the_window()
    {
        await using var server = await LeanServer.StartAsync();
        using var window = new WindowThread();
        var threads = new List<int>();
        await window.RunAsync(async () =>
        {
            var scheduler = new SynchronizationContextScheduler(SynchronizationContext.Current!);
            await using var tom = new LeanClient(new LeanClientOptions(server.Url, "Tom") { Scheduler = scheduler });
            await using var jerry = new LeanClient(server.Url, "Jerry");
            await Task.WhenAll(tom.OpenAsync(), jerry.OpenAsync());
            var chat = await tom.CreateConversationAsync(["Jerry"]);
            using var view = new ChatViewModel(tom, chat);
            var isHeard = new TaskCompletionSource();
            view.PropertyChanged += (_, _) => threads.Add(Environment.CurrentManagedThreadId);
            view.Lines.CollectionChanged += (_, _) =>
            {
                threads.Add(Environment.CurrentManagedThreadId);
                if (view.Lines is [_, "Jerry: hello"])
                    isHeard.SetResult();
            };

            view.Draft = "hi";
            await view.SendDraftAsync();
            await (await jerry.GetConversationAsync(chat.Id))!.SendAsync("hello");
            await isHeard.Task;
        });

        Assert.Equal([window.Id], threads.Distinct());
    }
}
