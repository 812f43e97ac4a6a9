Attribute VB_Name = "XlAsn"
Option Explicit

' The buttons of xl_asn: each starts one Python function, and then shows what that function wrote.
'
' Python writes two lines, in cp1252, to the file whose path it is given: a word and one Swedish
' sentence. The word is OK, FEL, or the name of a question, where a yes is worth another macro: UTKAST asks
' for a draft of the document, ANDA whether an adopted report is to be changed.
' Only a file that says OK is success: a blocked child process leaves no file, and RunPython itself does not
' tell. There is no other logic here.

Private Const TITLE As String = "xl_asn"
Private Const NO_ANSWER As String = "Python svarade inte: antingen är installationen skadad eller så " & _
    "hindrar datorns skydd Excel från att starta Python. Kör xl-asn doktor i ett kommandofönster för " & _
    "att se vilket, eller xl-asn berakna --oppen för att beräkna arbetsboken ändå."

Private mCalculation As Long

{# Once for each line of the table of buttons, buttons.py in xl_asn/files/making. #}
{% for button in buttons %}
{% if button.note %}
' {{ button.note }}
{% endif %}
Public Sub {{ button.macro }}()
    Dim Answer As String
    If Not Begun("{{ button.doing }}", Answer) Then Exit Sub
    On Error Resume Next
    RunPython "from xl_asn.excel import buttons; buttons.{{ button.call }}(r'" & Quoted(Answer) & "'{{ ", asks=True" if button.yes }})"
    On Error GoTo 0
{% if button.yes %}
    If Finish(Answer) Then {{ (buttons | selectattr("call", "equalto", button.yes) | first).macro }}
{% else %}
    Finish Answer
{% endif %}
End Sub

{% endfor %}
' Prepares the screen and a fresh path for the answer; False when there is no book, or no Python to start.
Private Function Begun(ByVal Doing As String, ByRef Answer As String) As Boolean
    If ActiveWorkbook Is Nothing Then
        MsgBox "Öppna en arbetsbok först, och tryck sedan på knappen igen.", vbExclamation, TITLE
        Exit Function
    End If
    If Interpreter() = "" Then
        MsgBox NOT_INSTALLED, vbExclamation, TITLE
        Exit Function
    End If
    Answer = FreshPath()
    Discard ErrorLog()
    On Error Resume Next
    mCalculation = Application.Calculation
    Application.StatusBar = TITLE & " " & Doing & ". Vänta, och skriv inte i arbetsboken."
    On Error GoTo 0
    Begun = True
End Function

' Gives the screen back as it was, also after a Python that died, and shows what Python answered.
' True where that was a question, and the answer is yes.
Private Function Finish(ByVal Answer As String) As Boolean
    Dim Token As String
    Dim Sentence As String
    On Error Resume Next
    Application.StatusBar = False
    Application.ScreenUpdating = True
    Application.EnableEvents = True
    If Application.Calculation <> mCalculation Then Application.Calculation = mCalculation
    On Error GoTo 0
    ReadAnswer Answer, Token, Sentence
    Discard Answer
    If Token = "OK" Then
        MsgBox Sentence, vbInformation, TITLE
    ElseIf Token = "UTKAST" Or Token = "ANDA" Then
        Finish = (MsgBox(Sentence, vbQuestion + vbYesNo, TITLE) = vbYes)
    ElseIf Token = "FEL" Then
        MsgBox Sentence, vbExclamation, TITLE
    ElseIf IsThere(ErrorLog()) Then
        MsgBox NO_ANSWER & " Detaljer: " & ErrorLog(), vbCritical, TITLE
    Else
        MsgBox NO_ANSWER, vbCritical, TITLE
    End If
End Function

' A folder may have an apostrophe in its name, and Python's string must not end there.
Private Function Quoted(ByVal Path As String) As String
    Quoted = Replace(Path, "'", "'+chr(39)+r'")
End Function
