using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>What a client must not send is refused with its code and a text that names the limit, and costs that frame alone.</summary>
public class BadInputTests
{
    static readonly string TooLong = new('x', 65);

    readonly World _world = new();
    readonly TestDevice _tom;
    readonly string _conversation;

    public BadInputTests()
    {
        _tom = _world.Login("Tom", capabilities: SessionCapabilities.None);
        _conversation = _tom.Start(["Jerry"]);
    }

    void Refused(int code, string detail, Frame frame)
    {
        var error = _tom.Fail(frame);
        Assert.Equal((code, ErrorCodes.NameOf(code)), (error.Code, error.Reason));
        Assert.Contains(detail, error.Detail, StringComparison.Ordinal);
        StillThere();
    }

    void StillThere()
    {
        Assert.Null(_tom.CloseCode);
        Assert.Null(_tom.Say(_conversation, "still here").Code);
    }

    [Fact]
    [Trait("Row", "S169")]
    public void A_client_id_over_64_characters_does_not_log_in()
    {
        var device = _world.Connect();
        device.Open(TooLong);
        var error = device.Take<ErrorFrame>();
        Assert.Equal((ErrorCodes.InvalidLogin, "A client id has 1 to 64 characters, all of them Unicode."), (error.Code, error.Detail));
        Assert.Null(device.CloseCode);
        device.Open(new string('汉', 64));
        Assert.Equal(SessionOperations.Opened, device.Take<SessionFrame>().Operation);
    }

    [Fact]
    [Trait("Row", "S169")]
    public void A_body_over_5_KB_is_refused_and_its_bytes_count_not_its_letters()
    {
        AckFrame Send(string body, string? push = null) => _tom.Ask<AckFrame>(new DirectFrame { ConversationId = _conversation, Body = body, PushData = push });

        Assert.Null(Send(new string('a', 5120)).Code);
        Assert.Equal((ErrorCodes.FrameTooLong, "The message has 5121 bytes; at most 5120 are taken."),
            (Send(new string('a', 5121)).Code, Send(new string('a', 5121)).Detail));
        Assert.Equal(ErrorCodes.FrameTooLong, Send(new string('汉', 1707)).Code);
        Assert.Null(Send(new string('汉', 1706)).Code);
        Assert.Equal(ErrorCodes.FrameTooLong, Send(new string('a', 5119), "{}").Code);
        Assert.Equal(ErrorCodes.FrameTooLong, _tom.Ask<AckFrame>(new DirectFrame { ConversationId = _conversation, BinaryBody = new byte[5121] }).Code);
        StillThere();
    }

    [Fact]
    [Trait("Row", "S120")]
    [Trait("Row", "S169")]
    public void The_501st_member_is_refused()
    {
        string[] Others(int count) => [.. Enumerable.Range(0, count).Select(number => $"m{number}")];

        Refused(ErrorCodes.ConversationFull, "at most 500 members", new ConversationFrame { Operation = ConversationOperations.Start, Members = Others(500) });
        var full = _tom.Do(new ConversationFrame { Operation = ConversationOperations.Start, Members = Others(499) }).ConversationId;
        _tom.TakeAll();
        Refused(ErrorCodes.ConversationFull, "at most 500 members",
            new ConversationFrame { Operation = ConversationOperations.Add, ConversationId = full, Members = ["one more"] });
        Refused(ErrorCodes.ConversationFull, "at most 10 members",
            new ConversationFrame { Operation = ConversationOperations.Start, Members = Others(10), IsTemporary = true });
    }

    [Fact]
    public void Members_with_ids_too_long_are_refused_and_empty_and_double_ones_count_for_nothing()
    {
        Refused(ErrorCodes.InvalidLogin, "1 to 64 characters", new ConversationFrame { Operation = ConversationOperations.Start, Members = [TooLong] });
        Refused(ErrorCodes.InvalidLogin, "1 to 64 characters",
            new ConversationFrame { Operation = ConversationOperations.Add, ConversationId = _conversation, Members = [TooLong] });
        Refused(ErrorCodes.ConversationApiFailed, "names nobody",
            new ConversationFrame { Operation = ConversationOperations.Add, ConversationId = _conversation, Members = ["", null!] });
        Refused(ErrorCodes.ConversationApiFailed, "names nobody",
            new ConversationFrame { Operation = ConversationOperations.Remove, ConversationId = _conversation });

        var added = _tom.Do(new ConversationFrame { Operation = ConversationOperations.Add, ConversationId = _conversation, Members = ["Mary", "", "Mary"] });

        Assert.Equal(["Mary"], added.AllowedClientIds);
        _tom.TakeAll();
        Assert.Equal(3, _tom.Do(new ConversationFrame { Operation = ConversationOperations.Count, ConversationId = _conversation }).Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nowhere")]
    public void Commands_on_a_conversation_that_is_not_there_are_refused(string? conversation)
    {
        foreach (var operation in new[] { ConversationOperations.Add, ConversationOperations.Remove, ConversationOperations.Count,
            ConversationOperations.Update, ConversationOperations.Mute })
            Assert.Equal(ErrorCodes.ConversationNotFound,
                _tom.Fail(new ConversationFrame { Operation = operation, ConversationId = conversation, Members = ["Mary"] }).Code);
        Assert.Equal(ErrorCodes.ConversationNotFound, _tom.Fail(new LogsFrame { ConversationId = conversation }).Code);
        Assert.Equal(ErrorCodes.InvalidMessagingTarget, _tom.Ask<AckFrame>(new DirectFrame { ConversationId = conversation, Body = "hi" }).Code);
        StillThere();
    }

    [Theory]
    [InlineData("""{"name":{"$regex":"("}}""", "where.name.$regex")]
    [InlineData("""{"name":{"$near":1}}""", "where.name.$near: unknown operator")]
    [InlineData("""{"$where":"1"}""", "where.$where: unknown operator")]
    public void A_query_that_cannot_be_understood_is_refused_where_it_fails(string where, string place) =>
        Refused(ErrorCodes.ConversationQueryFailed, place, new ConversationFrame { Operation = ConversationOperations.Query, Where = Moves.Json(where) });

    [Fact]
    [Trait("Row", "S75")]
    public void An_expression_that_would_run_for_ever_is_cut_off_and_the_next_query_answers()
    {
        var world = new World(new ServerOptions { Limits = ServerLimits.Default with { QueryTimeout = TimeSpan.FromMilliseconds(20) } });
        var tom = world.Login("Tom");
        tom.Do(new ConversationFrame
        {
            Operation = ConversationOperations.Start,
            Members = ["Jerry"],
            Attributes = Moves.Json($$"""{"name":"{{new string('a', 5000)}}!"}""")
        });
        tom.TakeAll();

        var error = tom.Fail(new ConversationFrame { Operation = ConversationOperations.Query, Where = Moves.Json("""{"name":{"$regex":"^(?=(a+)+$)b"}}""") });

        Assert.Equal((ErrorCodes.ConversationQueryFailed, "The regular expressions of the query ran longer than 20 ms."), (error.Code, error.Detail));
        Assert.Equal(0, tom.Do(new ConversationFrame { Operation = ConversationOperations.Query, Where = Moves.Json("""{"name":"a"}"""), Count = 1 }).Count);
    }

    [Fact]
    public void A_frame_before_the_login_is_refused()
    {
        var device = _world.Connect();
        Assert.Equal(ErrorCodes.SessionRequired, device.Fail(new LogsFrame { ConversationId = _conversation }).Code);
        Assert.Null(device.CloseCode);
    }
}
