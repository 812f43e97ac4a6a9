Attribute VB_Name = "XlAsnPython"
Option Explicit

' Which Python is started, and with what: the one that xl-asn installera named, by its whole path, and no
' other. Nothing is looked for by a bare name, since Windows would look in the folder of the workbook first,
' and no cmd.exe is in between, which would read signs in the name of a workbook as commands. -I tells Python
' not to import from the current folder, nor from where environment variables point.

Public Const NOT_INSTALLED As String = "Installationen av xl_asn saknas eller är skadad: Excel hittar inte " & _
    "den Python som knapparna använder, och startar ingen annan. Kör xl-asn installera i ett " & _
    "kommandofönster, och tryck sedan igen. Hjälper inte det: kör xl-asn doktor."

Private Const SETTING As String = """INTERPRETER_WIN"","""
Private Const OWN_FOLDER As String = "%LOCALAPPDATA%\"

' The whole path of the Python to start; empty where the user's own settings name none that may be started.
Public Function Interpreter() As String
    Dim Named As String
    Named = NamedInterpreter()
    If HasSign(Named, """&|<>^*?;") Then Exit Function
    If UCase$(Left$(Named, Len(OWN_FOLDER))) = OWN_FOLDER Then
        Named = LocalData() & Mid$(Named, Len(OWN_FOLDER))
    ElseIf HasSign(Named, "%") Then
        Exit Function
    End If
    If Not (LCase$(Named) Like "[a-z]:\*\python*.exe") Then Exit Function
    If HasSign(Mid$(Named, 3), """:") Then Exit Function
    If IsProgram(Named) Then Interpreter = Named
End Function

' Starts Python with one line of code, and returns when it has ended; nothing happens without an interpreter.
Public Sub RunPython(ByVal Code As String)
    Dim Python As String
    Python = Interpreter()
    If Python = "" Then Exit Sub
    If RunHidden(CommandLine(Python, Code), FolderOf(Python)) = 0 Then Discard ErrorLog()
End Sub

Public Function FolderOf(ByVal Path As String) As String
    FolderOf = Left$(Path, InStrRev(Path, "\") - 1)
End Function

' xlwings learns of the workbook by --wb and --hwnd. The name is handed over as numbers: no sign of it is read.
Private Function CommandLine(ByVal Python As String, ByVal Code As String) As String
    CommandLine = """" & Python & """ -I -B -c ""import sys; " & _
        "sys.stderr = open(sys.argv[1], 'w', encoding='utf-8'); " & _
        "sys.argv.append('--wb=' + bytes.fromhex('" & InHex(CallingBook()) & "').decode('utf-16-be')); " & _
        Code & """ """ & ErrorLog() & """ --from_xl=1 --hwnd=" & CStr(ExcelWindow())
End Function

' The value of the first line that names an interpreter, as installera writes it: "INTERPRETER_WIN","C:\...".
Private Function NamedInterpreter() As String
    Dim Lines() As String
    Dim Number As Long
    Lines = Split(Replace(SettingsText(), vbCr, ""), vbLf)
    For Number = LBound(Lines) To UBound(Lines)
        If UCase$(Left$(Lines(Number), Len(SETTING))) = SETTING Then
            If Right$(Lines(Number), 1) = """" And Len(Lines(Number)) > Len(SETTING) Then
                NamedInterpreter = Mid$(Lines(Number), Len(SETTING) + 1, Len(Lines(Number)) - Len(SETTING) - 1)
            End If
            Exit Function
        End If
    Next Number
End Function

Private Function HasSign(ByVal Text As String, ByVal Signs As String) As Boolean
    Dim Place As Long
    For Place = 1 To Len(Signs)
        If InStr(Text, Mid$(Signs, Place, 1)) > 0 Then HasSign = True
    Next Place
End Function

Private Function InHex(ByVal Text As String) As String
    Dim Place As Long
    For Place = 1 To Len(Text)
        InHex = InHex & Right$("000" & Hex$(AscW(Mid$(Text, Place, 1))), 4)
    Next Place
End Function
