using LeanRx.Soak;

if (args is not ([] or ["--quick"]))
{
    Console.Error.WriteLine("Usage: [--quick]");
    return 2;
}

return await new Soaking(args is [] ? Dose.Full : Dose.Quick).RunAsync();
