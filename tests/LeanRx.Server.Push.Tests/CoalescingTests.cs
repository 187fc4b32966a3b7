using LeanRx.Server.Push.Tests.Support;

namespace LeanRx.Server.Push.Tests;

/// <summary>How often a device is told.</summary>
public class CoalescingTests : PushTest
{
    [Fact]
    public void Of_what_comes_in_quick_succession_the_first_is_told_at_once_and_the_newest_at_the_end()
    {
        App = App with { CoalesceInterval = TimeSpan.FromSeconds(1) };
        Phone("Jerry");
        Start();
        foreach (var text in (string[])["1", "2", "3"])
            Say(Alert(text));
        Pass(0.9);
        Assert.Equal("0 1", Sent);
        Pass(0.2);
        Assert.Equal("0 1, 1 3", Sent);
        Say(Alert("4"));
        Pass(3);
        Say(Alert("5"));

        Assert.Equal("0 1, 1 3, 2 4, 4.1 5", Sent);
    }

    [Fact]
    public void The_number_on_the_icon_counts_every_message()
    {
        App = App with { CoalesceInterval = TimeSpan.FromSeconds(1) };
        var phone = Phone("Jerry");
        Start();
        for (var number = 0; number < 4; number++)
            Say();
        Pass(2);

        Assert.Equal([1, 4], Providers.All.Select(asked => asked.Body.GetProperty("aps").GetProperty("badge").GetInt32()));
        Assert.Equal(4, Done(Demo.Devices.FindAsync(phone.Id))!.Badge);
    }

    [Fact]
    public void Conversations_and_devices_do_not_wait_for_each_other()
    {
        App = App with { CoalesceInterval = TimeSpan.FromSeconds(1) };
        var other = Done(Demo.Conversations.CreateAsync(new NewConversation { Members = ["Tom", "Jerry"] })).Id;
        Phone("Jerry");
        Phone("Jerry", token: "tablet");
        Start();
        Say(Alert("1"));
        Say(Alert("2"), other);
        Pass(5);

        Assert.Equal("0 1, 0 1, 0 2, 0 2", Sent);
    }
}
