namespace LeanRx.Tests.Connection;

public class RefusalTests
{
    public static TheoryData<Frame> Shapes =>
    [
        new ErrorFrame { Code = 4303, Reason = "CONVERSATION_NOT_FOUND", Detail = "deleted", ApplicationCode = 7, ApplicationMessage = "hook" },
        new AckFrame { Code = 4303, Reason = "CONVERSATION_NOT_FOUND", Detail = "deleted", ApplicationCode = 7, ApplicationMessage = "hook" },
        new ConversationFrame { Operation = "error", Code = 4303, Reason = "CONVERSATION_NOT_FOUND", Detail = "deleted" },
        new SessionFrame { Operation = "error", Code = 4303, Reason = "CONVERSATION_NOT_FOUND", Detail = "deleted" },
    ];

    [Theory]
    [MemberData(nameof(Shapes), DisableDiscoveryEnumeration = true)]
    public void A_refusal_in_any_shape_reaches_the_caller_and_nobody_else(Frame refusal)
    {
        var world = SessionWorld.Opened();

        var command = world.Execute();
        world.Transport.Last.Received("direct").Reply(refusal);
        world.Settle();

        var error = Assert.IsType<ServerRejectedException>(world.ErrorOf(command));
        Assert.Equal((4303, "CONVERSATION_NOT_FOUND", "deleted"), (error.Code, error.Reason, error.Detail));
        Assert.Equal("The server refused: 4303 CONVERSATION_NOT_FOUND (deleted).", error.Message);
        if (refusal is ErrorFrame or AckFrame)
            Assert.Equal((7, "hook"), (error.ApplicationCode, error.ApplicationMessage));
        Assert.Empty(world.Faults);
        Assert.Empty(world.Handler.Pushes);
        Assert.IsType<ConnectionState.Connected>(world.Session.State);
    }

    [Fact]
    public void A_refusal_without_a_code_is_a_refusal_all_the_same()
    {
        var world = SessionWorld.Opened();

        var command = world.Execute();
        world.Transport.Last.Received("direct").Reply(new ConversationFrame { Operation = "error" });

        Assert.IsType<ServerRejectedException>(world.ErrorOf(command));
    }

    [Fact]
    public void An_error_that_belongs_to_no_command_is_a_fault()
    {
        var world = SessionWorld.Opened();

        world.Transport.Last.Receive(new ErrorFrame { Code = 4200, Reason = "INTERNAL_ERROR" });
        world.Transport.Last.Receive(new ConversationFrame { Operation = "error", Code = 4310, Reason = "QUERY_FAILED" });
        world.Settle();

        Assert.Equal([FaultKind.Server, FaultKind.Server], world.Faults.Select(fault => fault.Kind));
        Assert.Equal(["The server refused: 4200 INTERNAL_ERROR.", "The server refused: 4310 QUERY_FAILED."], world.Faults.Select(fault => fault.Message));
        Assert.IsType<ConnectionState.Connected>(world.Session.State);
    }
}
