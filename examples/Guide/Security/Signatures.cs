using Guide.Playing;
using LeanRx;
using LeanRx.Server;

namespace Guide;

[Scenario("signatures", "权限和认证", "S93 S103 D10",
    English = "The application demands signatures: who signs may log in and create, who does not is refused.",
    Chinese = "应用要求签名：签了名才能登录和创建对话，否则被拒绝。")]
public sealed class Signatures : Scenario
{
    protected override LeanServerOptions ServerOptions => new()
    {
        Engine = new() { Apps = [AppOptions.Demo with { RequireLoginSignature = true, RequireConversationSignature = true }] },
    };

    protected override async Task PlayAsync()
    {
        await Fails<ServerRejectedException>(Client("Tom").OpenAsync());

        var tom = Client(new LeanClientOptions
        {
            Server = Server.Url,
            ClientId = "Tom",
            SignatureProvider = new HmacSignatureProvider("demo-master-key"),
        });
        await tom.OpenAsync();
        var chat = await tom.CreateConversationAsync(["Jerry"]);
        await chat.AddMemberAsync("Mary");
        await chat.RemoveMemberAsync("Mary");
        Same(["Tom", "Jerry"], await chat.GetMembersAsync());
    }
}
