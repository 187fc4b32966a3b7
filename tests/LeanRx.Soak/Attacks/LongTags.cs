namespace LeanRx.Soak.Attacks;

/// <summary>Logins with tags and device ids of any length that break off at once.</summary>
sealed class LongTags : IAttack
{
    const int Length = 30_000;
    const int KeptPerLogin = 8 * 1024;

    public string Name => "broken logins with long tags";

    public async Task<Finding> RunAsync(Target target, Dose dose, CancellationToken patience)
    {
        var before = target.Resident();
        var refused = 0;
        for (var i = 0; i < dose.BrokenLogins; i++)
        {
            using var peer = await Peer.ConnectAsync(target, $"lost-{i}", patience);
            var opened = await peer.OpenAsync(new() { ["ua"] = "net-x", ["deviceId"] = new string('d', Length), ["tag"] = new string('t', Length) }, patience);
            refused += Peer.Code(opened) != 0 || Peer.Text(opened, "op") == "closed" ? 1 : 0;
        }

        var grown = Math.Max(0, target.Resident() - before);
        return new($"{refused} of {dose.BrokenLogins} refused; {grown} MB more", refused == dose.BrokenLogins
            || grown * 1024L * 1024 < (long)dose.BrokenLogins * KeptPerLogin);
    }
}
