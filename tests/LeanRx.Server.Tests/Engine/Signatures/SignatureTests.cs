using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Signatures where an application demands them (S93, protocol.md §6).</summary>
public class SignatureTests
{
    const string Key = "demo-master-key";

    static World Demanding() => new(new ServerOptions { Apps = [AppOptions.Demo with { RequireLoginSignature = true, RequireConversationSignature = true }] });

    static TestDevice Login(World world, string clientId, string userAgent = "leanrx/1")
    {
        var device = world.Connect();
        device.Open(clientId,
            new SessionFrame
            {
                Operation = SessionOperations.Open,
                UserAgent = userAgent,
                Signature = FrameSignatures.SignLogin(Key, "demo", clientId, world.Now, "n")
            });
        Assert.Equal(SessionOperations.Opened, device.Take<SessionFrame>().Operation);
        return device;
    }

    static Frame OpenWith(World world, FrameSignature? signature)
    {
        var device = world.Connect();
        device.Open("Tom", new SessionFrame { Operation = SessionOperations.Open, Signature = signature });
        return device.TakeAll().Single();
    }

    static ConversationFrame Change(string operation, string conversation, FrameSignature? signature, params string[] members) =>
        new() { Operation = operation, ConversationId = conversation, Members = members, Signature = signature };

    [Fact]
    [Trait("Row", "S93")]
    public void The_text_to_sign_is_the_documented_one()
    {
        Assert.Equal("a:b::5:n", FrameSignatures.LoginText("a", "b", 5, "n"));
        Assert.Equal("a:b:x:y:5:n", FrameSignatures.StartText("a", "b", ["y", "x"], 5, "n"));
        Assert.Equal("a:b:c:x:y:5:n:kick", FrameSignatures.MembersText("a", "b", "c", ["y", "x"], 5, "n", FrameSignatures.Kick));
        Assert.Equal("de7c9b85b8b78aa6bc8a7a36f70a90701c9db4d9", FrameSignatures.Hash("key", "The quick brown fox jumps over the lazy dog"));
    }

    [Fact]
    public void A_login_without_a_valid_signature_is_refused()
    {
        var world = Demanding();
        var good = FrameSignatures.SignLogin(Key, "demo", "Tom", world.Now, "n");

        Assert.Equal(ErrorCodes.SignatureFailed, Assert.IsType<ErrorFrame>(OpenWith(world, null)).Code);
        Assert.Equal(ErrorCodes.SignatureFailed, Assert.IsType<ErrorFrame>(OpenWith(world, good with { Nonce = "m" })).Code);
        Assert.Equal(ErrorCodes.SignatureFailed, Assert.IsType<ErrorFrame>(OpenWith(world, good with { Value = "" })).Code);
        Assert.Equal(ErrorCodes.SignatureFailed,
            Assert.IsType<ErrorFrame>(OpenWith(world, FrameSignatures.SignLogin("demo-key", "demo", "Tom", world.Now, "n"))).Code);
        Assert.IsType<SessionFrame>(OpenWith(world, good));
    }

    [Fact]
    [Trait("Row", "S93")]
    public void Seconds_and_upper_case_are_taken_as_old_signers_write_them()
    {
        var world = Demanding();
        var seconds = FrameSignatures.SignLogin(Key, "demo", "Tom", world.Now / 1000, "n");

        Assert.IsType<SessionFrame>(OpenWith(world, seconds with { Value = seconds.Value.ToUpperInvariant() }));
    }

    [Theory]
    [InlineData(-6 * 3600, true)]
    [InlineData((-6 * 3600) - 1, false)]
    [InlineData(600, true)]
    [InlineData(601, false)]
    [Trait("Row", "S93")]
    public void A_signature_is_good_for_six_hours_and_not_from_the_far_future(int seconds, bool isGood)
    {
        var world = Demanding();

        Assert.Equal(isGood, OpenWith(world, FrameSignatures.SignLogin(Key, "demo", "Tom", world.Now + (seconds * 1000L), "n")) is SessionFrame);
    }

    [Fact]
    public void An_expired_signature_does_not_touch_those_who_are_online()
    {
        var world = Demanding();
        var tom = Login(world, "Tom");

        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromHours(7); passed += TimeSpan.FromMinutes(5))
        {
            world.Pass(TimeSpan.FromMinutes(5));
            tom.SendRaw(HeartbeatFrame.Instance);
        }

        Assert.Null(tom.CloseCode);
    }

    [Theory] // §6.1: the list as it came, with the creator, or without.
    [InlineData("Jerry,Bob", "Bob,Jerry")]
    [InlineData("Jerry,Bob", "Bob,Jerry,Tom")]
    [InlineData("Jerry,Bob,Tom", "Bob,Jerry")]
    [InlineData("", "")]
    [InlineData("Tom", "")]
    public void A_start_is_signed_over_its_members_sorted_with_or_without_the_creator(string members, string signed)
    {
        var world = Demanding();
        var tom = Login(world, "Tom");
        var list = signed.Split(',', StringSplitOptions.RemoveEmptyEntries);

        var reply = tom.Do(new ConversationFrame
        {
            Operation = ConversationOperations.Start,
            Members = members.Split(','),
            Signature = FrameSignatures.SignStart(Key, "demo", "Tom", list, world.Now, "n")
        });

        Assert.Equal(ConversationOperations.Started, reply.Operation);
    }

    [Fact]
    public void A_start_with_another_list_is_refused()
    {
        var world = Demanding();
        var tom = Login(world, "Tom");
        var start = new ConversationFrame { Operation = ConversationOperations.Start, Members = ["Jerry"] };

        Assert.Equal(ErrorCodes.ConversationSignatureFailed, tom.Fail(start).Code);
        Assert.Equal(ErrorCodes.ConversationSignatureFailed,
            tom.Fail(start with { Signature = FrameSignatures.SignStart(Key, "demo", "Tom", ["Bob"], world.Now, "n") }).Code);
    }

    [Fact]
    public void Inviting_and_kicking_are_signed_each_with_its_action_and_leaving_is_not()
    {
        var world = Demanding();
        var tom = Login(world, "Tom");
        var conversation = tom.Do(new ConversationFrame
        {
            Operation = ConversationOperations.Start,
            Members = ["Jerry"],
            Signature = FrameSignatures.SignStart(Key, "demo", "Tom", ["Jerry"], world.Now, "n")
        }).ConversationId!;
        tom.TakeAll();
        FrameSignature Sign(string action) => FrameSignatures.SignMembers(Key, "demo", "Tom", conversation, ["Mary"], world.Now, "n", action);

        Assert.Equal(ErrorCodes.ConversationSignatureFailed, tom.Fail(Change(ConversationOperations.Add, conversation, null, "Mary")).Code);
        Assert.Equal(ErrorCodes.ConversationSignatureFailed,
            tom.Fail(Change(ConversationOperations.Add, conversation, Sign(FrameSignatures.Kick), "Mary")).Code);
        Assert.Equal(["Mary"], tom.Do(Change(ConversationOperations.Add, conversation, Sign(FrameSignatures.Invite), "Mary")).AllowedClientIds);
        tom.TakeAll();
        Assert.Equal(ErrorCodes.ConversationSignatureFailed,
            tom.Fail(Change(ConversationOperations.Remove, conversation, Sign(FrameSignatures.Invite), "Mary")).Code);
        Assert.Equal(["Mary"], tom.Do(Change(ConversationOperations.Remove, conversation, Sign(FrameSignatures.Kick), "Mary")).AllowedClientIds);
        tom.TakeAll();
        Assert.Equal(["Tom"], tom.Do(Change(ConversationOperations.Remove, conversation, null, "Tom")).AllowedClientIds);
    }

    [Fact] // Protocol §11.2 row 12
    public void The_old_NET_client_may_sign_a_removal_as_an_invitation()
    {
        var world = Demanding();
        var tom = Login(world, "Tom", "net-universal/1.0.0.0");
        var conversation = tom.Do(new ConversationFrame
        {
            Operation = ConversationOperations.Start,
            Members = ["Jerry"],
            Signature = FrameSignatures.SignStart(Key, "demo", "Tom", ["Jerry"], world.Now, "n")
        }).ConversationId!;
        tom.TakeAll();

        var reply = tom.Do(Change(ConversationOperations.Remove, conversation,
            FrameSignatures.SignMembers(Key, "demo", "Tom", conversation, ["Jerry"], world.Now, "n", FrameSignatures.Invite), "Jerry"));

        Assert.Equal(["Jerry"], reply.AllowedClientIds);
    }
}
