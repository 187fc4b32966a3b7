using System.Reactive.Subjects;
using LeanRx.Tests.Support;

namespace LeanRx.Tests.Messages;

/// <summary>The guide's dispatch rule (S16, S35 to S37).</summary>
public class DispatchTests
{
    static readonly Message[] AllKinds =
    [
        new TextMessage("hi"), new ImageMessage(), new AudioMessage(), new VideoMessage(), new FileMessage(), new LocationMessage(),
        new StringMessage("plain"), new JsonMessage([]), new BinaryMessage(default), new UnknownMessage(7, "{}"), new RecalledMessage(),
    ];

    [Fact]
    public void Each_message_goes_to_the_handlers_of_its_type_one_after_another()
    {
        var heard = new List<string>();
        var handlers = new MessageHandlers()
            .On<TextMessage>(message => heard.Add($"first {message.Text}"))
            .On<ImageMessage>(_ => heard.Add("image"))
            .On<TextMessage>(message => heard.Add($"second {message.Text}"))
            .Otherwise(_ => heard.Add("default"));
        handlers.Handle(new TextMessage("hi"));
        Assert.Equal(["first hi", "second hi"], heard);
    }

    [Fact]
    public void What_nobody_handles_goes_to_the_default_handler()
    {
        var heard = new List<Message>();
        var handlers = new MessageHandlers().On<TextMessage>(_ => { }).Otherwise(heard.Add);
        foreach (var message in AllKinds)
            handlers.Handle(message);
        Assert.Equal(AllKinds[1..], heard);
    }

    [Fact]
    public void A_handler_of_a_base_type_hears_of_all_below_it()
    {
        var media = new List<MediaMessage>();
        var rest = 0;
        var handlers = new MessageHandlers().On<MediaMessage>(media.Add).Otherwise(_ => rest++);
        foreach (var message in AllKinds)
            handlers.Handle(message);
        Assert.Equal((4, AllKinds.Length - 4), (media.Count, rest));
    }

    [Fact]
    public void Dispatch_is_an_operator_that_hands_every_message_on()
    {
        using var source = new Subject<Message>();
        var texts = new List<string>();
        var passed = ClientWorld.Record(source.Dispatch(new MessageHandlers().On<TextMessage>(message => texts.Add(message.Text))));
        foreach (var message in AllKinds)
            source.OnNext(message);
        Assert.Equal(["hi"], texts);
        Assert.Equal(AllKinds, passed);
    }

    [Fact]
    public void A_handler_that_throws_ends_its_own_subscription_alone()
    {
        var world = new ClientWorld();
        var heard = ClientWorld.Record(world.Client.Messages);
        world.Client.Messages.Dispatch(new MessageHandlers().Otherwise(_ => throw new InvalidOperationException("no"))).Subscribe();
        world.Receive("m1");
        world.Receive("m2");
        world.Settle();
        Assert.Equal(["m1", "m2"], heard.Select(message => message.Id));
        Assert.Equal(FaultKind.Observer, Assert.Single(world.Faults).Kind);
    }
}
